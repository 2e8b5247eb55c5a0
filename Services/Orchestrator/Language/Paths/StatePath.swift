package import MeshCore

/// A path of a state's field: into the input (`$.a`), the context object (`$$.Execution.Name`) or a variable (`$name.a`).
package struct StatePath: Hashable, Sendable {
    /// What a path starts from.
    package enum Root: Hashable, Sendable {
        case input
        case context
        case variable(String)
    }

    /// The path as it was written.
    package let text: String
    package let root: Root
    /// The same path from `$`, into what the root stands for.
    package let path: JSONPath

    /// Reads a path.
    ///
    /// - Throws: ``PathSyntaxError`` when it is none.
    package init(_ text: String) throws(PathSyntaxError) {
        let (root, rest) = try Self.split(text)
        self.text = text
        self.root = root
        path = try JSONPath("$" + rest)
    }

    /// Selects what the path names.
    ///
    /// - Throws: ``PathFailure`` with the words of the path library.
    package func read(in scope: PathScope, lookup: PathLookup = .strict) throws(PathFailure) -> JSONValue {
        guard let start = start(in: scope) else { throw PathFailure("No results for path: $['\(text.dropFirst())']") }
        return try path.read(start, lookup: lookup)
    }

    /// Selects data for `InputPath` and `OutputPath`.
    ///
    /// - Throws: ``TemplateFailure`` with the words for these fields.
    package func select(in scope: PathScope) throws(TemplateFailure) -> JSONValue {
        do {
            return try read(in: scope, lookup: .lenient)
        } catch {
            throw TemplateFailure("Invalid path '\(text)' : \(error.message)")
        }
    }

    /// Selects the value of a field of a state, such as `ErrorPath` or a template's `x.$`.
    ///
    /// - Throws: ``TemplateFailure`` that names the field.
    package func value(of field: String, in scope: PathScope) throws(TemplateFailure) -> JSONValue {
        if root == .input, scope.input == .null {
            throw TemplateFailure("Unable to apply Path transformation to null or empty input.")
        }
        do {
            return try read(in: scope, lookup: .lenient)
        } catch {
            throw .notFound(text, field: field, in: start(in: scope) ?? scope.input)
        }
    }

    /// What the root stands for; nil for a variable that is not set.
    private func start(in scope: PathScope) -> JSONValue? {
        switch root {
        case .input: scope.input
        case .context: scope.context
        case .variable(let name): scope.variables[name]
        }
    }

    private static func split(_ text: String) throws(PathSyntaxError) -> (Root, Substring) {
        guard text.hasPrefix("$") else { throw PathSyntaxError("a path starts with '$'") }
        let rest = text.dropFirst()
        if rest.hasPrefix("$") { return (.context, rest.dropFirst()) }
        guard let first = rest.first, first.isLetter || first == "_" else { return (.input, rest) }
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return (.variable(String(name)), rest[name.endIndex...])
    }
}
