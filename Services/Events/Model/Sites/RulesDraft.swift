import EventCollection
import MeshCore

/// What the rules of a site are to be, without a version, as `POST /v1/sites/{site}/rules` takes it.
struct RulesDraft: Decodable, Sendable {
    let document: JSONValue

    init(from decoder: any Decoder) throws {
        document = try JSONValue(from: decoder)
    }
}

extension RulesDraft: Described {
    static let schema = ProcessingRules.draftSchema
}
