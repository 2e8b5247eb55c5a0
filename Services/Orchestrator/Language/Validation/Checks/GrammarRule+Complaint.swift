import MeshCore

extension GrammarRule {
    /// What the rule has against an object, in AWS's words, and where; nil when it holds.
    func complaint(
        about members: JSONObject, at place: DefinitionPlace, in language: QueryLanguage
    ) -> (message: String, place: DefinitionPlace)? {
        switch self {
        case .exactlyOne(let fields): Self.one(of: fields, in: members).map { ($0, place) }
        case .atMostOne(let fields):
            Self.present(fields, in: members) > 1 ? (Self.onlyOne(fields), place) : nil
        case .oneSelector(let fields):
            Self.present(fields, in: members) == 1
                ? nil : ("The object must have only one of the following fields, [\(Self.list(fields))]", place)
        case .exactlyOneBeside(let field, let fields):
            members[field] == nil || language == .jsonata ? nil : Self.one(of: fields, in: members).map { ($0, place) }
        case .field(let field):
            members[field] == nil && members[field + ".$"] == nil
                ? ("The field '\(field)' is required but was missing", place) : nil
        case .requires(let field, let value, let other):
            members[field] == .string(value) && members[other] == nil
                ? ("These fields are required: [\(other)]", place) : nil
        case .allows(let field, let values, let other):
            members[other] == nil || values.contains(members[field]?.stringValue ?? "")
                ? nil : ("Field '\(other)' is not supported", place)
        case .something(let fields):
            Self.present(fields, in: members) > 0
                ? nil : ("This object should have at least one of the following fields: [\(Self.list(fields))]", place)
        }
    }

    private static func one(of fields: [String], in members: JSONObject) -> String? {
        switch present(fields, in: members) {
        case 1: nil
        case 0: "This object should have only one of the following fields: [\(list(fields))]"
        default: onlyOne(fields)
        }
    }

    private static func onlyOne(_ fields: [String]) -> String {
        "There should only be one of the following fields: [\(list(fields))]"
    }

    private static func list(_ fields: [String]) -> String { fields.joined(separator: ", ") }

    /// How many of some fields are there. `"End": false` says nothing and counts as absent.
    private static func present(_ fields: [String], in members: JSONObject) -> Int {
        fields.count { members[$0] != nil && !($0 == "End" && members[$0] == .bool(false)) }
    }
}
