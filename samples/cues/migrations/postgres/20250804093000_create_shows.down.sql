ALTER TABLE "showsTable" DROP CONSTRAINT "showsTable_current_script_id_fkey";
DROP TABLE "scriptsTable";
DROP TABLE "showsTable";
DROP TABLE "departmentsTable";
DROP TABLE "venuesTable";
DROP TYPE "scriptStatus";
DROP TYPE "showStatus";
