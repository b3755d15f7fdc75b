DROP TABLE "scriptElementsTable";
