import JSONata

extension QueryReading {
    /// Reads a JSONata expression, which finds no document: only variables, `$states` among them.
    init(expression text: String, in part: QueryPart) {
        do {
            let references = try JSONataReferences(text, dialect: .statesLanguage)
            let complaints =
                references.topLevel.map(Self.complaint(aboutReference:))
                + references.stateMembers.filter { !part.offers($0) }.map { "Field '$states.\($0)' does not exist." }
            // What can be read, and is understood as a whole, must be readable where it is evaluated too.
            if complaints.isEmpty { _ = try JSONataExpression(text, dialect: .statesLanguage) }
            self.init(
                fault: complaints.isEmpty ? nil : .unsupported(complaints),
                variables: references.variables.filter { $0 != "states" })
        } catch {
            self.init(fault: .expression(error.message))
        }
    }

    private static func complaint(aboutReference name: String) -> String {
        name == "$$"
            ? "Reference to '$$' is not supported." : "Reference to '\(name)' at the top level is not supported."
    }
}

extension QueryPart {
    /// Whether a member of `$states` is there; what nobody knows is not judged.
    fileprivate func offers(_ member: String) -> Bool {
        switch member {
        case "result": self == .result
        case "errorOutput": self == .handler
        default: true
        }
    }
}
