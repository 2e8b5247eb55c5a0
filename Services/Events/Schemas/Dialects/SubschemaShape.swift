/// How a keyword holds schemas.
enum SubschemaShape {
    case schema
    case list
    case schemaOrList
    /// By names; what is no schema among them, such as the lists of names in `dependencies`, is passed over.
    case map
}
