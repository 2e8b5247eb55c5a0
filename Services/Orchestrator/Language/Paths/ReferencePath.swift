package import MeshCore

/// A path that names one place of a document, with members and indexes alone: where `ResultPath` writes.
package struct ReferencePath: Hashable, Sendable {
    /// The path as it was written.
    package let text: String
    let steps: [ReferenceStep]

    /// Reads a reference path.
    ///
    /// - Throws: ``PathSyntaxError`` when it is no path, or one with more than members and indexes.
    package init(_ text: String) throws(PathSyntaxError) {
        let path = try JSONPath(text)
        self.text = text
        steps = try path.steps.map { step throws(PathSyntaxError) in
            guard let place = ReferenceStep(step) else {
                throw PathSyntaxError("a reference path has members and indexes alone")
            }
            return place
        }
    }

    /// The document with a value at this place; members that are missing on the way are made.
    ///
    /// - Throws: ``TemplateFailure`` (`States.ReferencePathConflict`) where something else than an object or an
    ///   array stands in the way, or an index lies beyond its array.
    package func write(_ value: JSONValue, into document: JSONValue) throws(TemplateFailure) -> JSONValue {
        guard let changed = Self.place(value, at: steps[...], in: document) else {
            throw .conflict("Unable to apply ReferencePath \(text) to input \(StatesText.json(document))")
        }
        return changed
    }

    private static func place(
        _ value: JSONValue, at steps: ArraySlice<ReferenceStep>, in document: JSONValue?
    ) -> JSONValue? {
        guard let step = steps.first else { return value }
        switch step {
        case .member(let name):
            guard case .object(var object) = document ?? .object([:]),
                let changed = place(value, at: steps.dropFirst(), in: object[name])
            else { return nil }
            object[name] = changed
            return .object(object)
        case .index(let position):
            guard case .array(var elements)? = document, elements.indices.contains(position),
                let changed = place(value, at: steps.dropFirst(), in: elements[position])
            else { return nil }
            elements[position] = changed
            return .array(elements)
        }
    }
}
