DROP TABLE "scriptsTable";
DROP TABLE "showsTable";
DROP TABLE "departmentsTable";
DROP TABLE "venuesTable";
