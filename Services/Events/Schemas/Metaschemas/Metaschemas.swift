package import MeshCore

/// The schemas of schemas, which references may lead to without being given as documents.
package enum Metaschemas {
    /// The metaschemas of all dialects, by their URIs without fragments.
    package static let documents: [String: JSONValue] = (draft7 + draft2019 + draft2020).reduce(into: [:]) {
        documents, text in
        // They are part of the program, and tests read every one of them.
        guard let document = try? JSONValue(parsing: text), let id = document["$id"]?.stringValue else {
            preconditionFailure("a metaschema is malformed")
        }
        documents[URIReference(id).withoutFragment] = document
    }
}
