"""Tables beside the opportunities, such as leads and activities: what a table holds is declared, reading is one."""
