DROP TABLE script_shares;
DROP TABLE "crewAssignmentsTable";
DROP TABLE "crewRelationshipsTable";
DROP TYPE "sharePermission";
