import MeshCore

/// Several of something, as a body.
struct GorseBatch<Element: Decodable & Described & Sendable>: Decodable, Described, Sendable {
    let elements: [Element]

    init(from decoder: any Decoder) throws {
        elements = try decoder.singleValueContainer().decode([Element].self)
    }

    static var schema: JSONSchema { .array(of: Element.schema, count: 0...GorseFields.most) }
}
