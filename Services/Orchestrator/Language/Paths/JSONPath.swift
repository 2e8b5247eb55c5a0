package import MeshCore

/// A path into a JSON document, in the dialect of Jayway's library, which Step Functions uses.
///
/// A definite path names one value at most (`$.a[0]`) and fails where there is none; an indefinite one (with `*`, `..`, a
/// slice, several indexes or a filter) selects an array, which is empty where nothing matches.
package struct JSONPath: Hashable, Sendable {
    /// The path as it was written.
    package let text: String
    let steps: [PathStep]

    /// Reads a path that starts with `$` (the document).
    ///
    /// - Throws: ``PathSyntaxError`` when it is none.
    package init(_ text: String) throws(PathSyntaxError) {
        var parser = PathParser(text)
        self.init(text: text, steps: try parser.wholePath())
    }

    init(text: String, steps: [PathStep]) {
        self.text = text
        self.steps = steps
    }

    /// Whether the path names one value at most. A function at the end of a scan takes all that was found as one.
    package var isDefinite: Bool {
        if case .function? = steps.last, steps.first == .descendants { return true }
        return steps.indices.allSatisfy { steps[$0].isDefinite(atEnd: $0 == steps.count - 1) }
    }

    /// Selects from a document: the value of a definite path, an array of the values of an indefinite one.
    ///
    /// - Throws: ``PathFailure`` when a definite path names nothing, or a function gets what it cannot take.
    package func read(_ document: JSONValue, lookup: PathLookup = .strict) throws(PathFailure) -> JSONValue {
        try read(document, lookup: lookup, budget: PathBudget())
    }

    /// The same, as a part of another reading.
    func read(
        _ document: JSONValue, lookup: PathLookup = .strict, budget: PathBudget
    ) throws(PathFailure) -> JSONValue {
        var evaluation = PathEvaluation(root: document, steps: steps, lookup: lookup, budget: budget)
        return try evaluation.value(from: document)
    }
}
