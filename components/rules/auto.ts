/** What a user writes for "OpenNebula's own choice". */
export const auto = "auto";
