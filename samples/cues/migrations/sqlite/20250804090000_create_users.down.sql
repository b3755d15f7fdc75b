DROP TABLE "userTable";
