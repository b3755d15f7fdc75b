DROP TABLE "userTable";
DROP TYPE "userRole";
