package import MeshCore

/// The text of a field that ends in `.$`, or of `ErrorPath` and `CausePath`: a path or a call of an intrinsic function.
package struct PathExpression: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case path(StatePath)
        case call(IntrinsicCall)
    }

    /// The expression as it was written.
    package let text: String
    let kind: Kind

    /// Reads an expression.
    ///
    /// - Throws: ``PathSyntaxError`` when it is neither.
    package init(_ text: String) throws(PathSyntaxError) {
        self.text = text
        if text.hasPrefix("$") {
            kind = .path(try StatePath(text))
        } else {
            var parser = IntrinsicParser(text)
            kind = .call(try parser.wholeCall())
        }
    }

    /// The value of the expression.
    ///
    /// - Parameter field: The name of the field, as failures give it.
    /// - Throws: ``TemplateFailure`` when a path names nothing or a function refuses its arguments.
    package func value(of field: String, in scope: PathScope) throws(TemplateFailure) -> JSONValue {
        var stream = scope.entropy.stream()
        return try value(of: field, in: scope, drawing: &stream)
    }

    /// The same, as one of several expressions that share one stream of random values.
    func value(
        of field: String, in scope: PathScope, drawing stream: inout EntropyStream
    ) throws(TemplateFailure) -> JSONValue {
        switch kind {
        case .path(let path): return try path.value(of: field, in: scope)
        case .call(let call): return try call.value(in: scope, drawing: &stream)
        }
    }
}
