import MeshCore

/// Reads tags.
enum ScheduleTags {
    /// Keys and values in their order; what is wrong is told by the check.
    static func read(
        _ value: JSONValue?, isRequired: Bool = false, _ check: inout ConstraintCheck
    ) -> [(key: String, value: String)] {
        guard let value, value != .null else {
            if isRequired { _ = check.object(nil, at: "tags", isRequired: true) }
            return []
        }
        guard let items = value.arrayValue else {
            check.add(value, "tags", "Member must be a list")
            return []
        }
        if items.count > 200 { check.add(value, "tags", "Member must have length less than or equal to 200") }
        return items.enumerated().map { position, item in
            let path = "tags.\(position + 1).member"
            return (
                check.text(item["Key"], at: "\(path).key", length: 1...128, isRequired: true) ?? "",
                check.text(item["Value"], at: "\(path).value", length: 1...256, isRequired: true) ?? ""
            )
        }
    }
}
