import MeshCore

/// What a schema says of an array's elements, whatever its dialect calls it.
struct ComparedItems {
    let prefix: [ComparedSchema]
    let keyword: String
    let rest: ComparedSchema
    let restKeyword: String
}

extension ComparedDocument {
    mutating func items(of schema: ComparedSchema) throws(SchemaError) -> ComparedItems {
        if schema["items"]?.arrayValue != nil {
            let rest = try self.schema("additionalItems", of: schema) ?? .anything
            return ComparedItems(
                prefix: try schemas("items", of: schema), keyword: "items", rest: rest, restKeyword: "additionalItems")
        }
        let rest = try self.schema(first: ["items", "unevaluatedItems"], of: schema)
        return ComparedItems(
            prefix: try schemas("prefixItems", of: schema), keyword: "prefixItems", rest: rest, restKeyword: "items")
    }
}
