DROP TABLE "scriptElementsTable";
DROP TYPE "elementType";
