import EventCollection
import MeshCore

/// What `POST /v1/processing/preview` takes: samples, and the rules to try on them.
struct PreviewProcessing: Decodable, Sendable {
    let document: JSONValue

    init(from decoder: any Decoder) throws {
        document = try JSONValue(from: decoder)
    }
}

extension PreviewProcessing: Described {
    /// The most samples of each kind.
    private static let sampleLimit = 100

    static let schema = JSONSchema.object(
        "PreviewProcessing", description: "Samples, and the rules to try on them.",
        [
            .required("site", .string(1...128, description: "Whose rules they are.")),
            .optional("rules", ProcessingRules.draftSchema.describing("A draft; the site's rules when it is absent.")),
            .optional(
                "version", .integer(1...(1 << 53), description: "A version of the site's; the live one if absent.")),
            .optional("events", .array(of: CollectedEvent.schema, count: 0...sampleLimit)),
            .optional("requests", .array(of: TrackerSample.schema, count: 0...sampleLimit)),
        ])
}
