/// What can be known about a query by reading it alone.
struct QueryReading: Sendable {
    /// What is wrong with it; nil when it can be read.
    let fault: QueryFault?
    /// The names of the variables that it reads.
    let variables: [String]

    init(fault: QueryFault? = nil, variables: [String] = []) {
        self.fault = fault
        self.variables = variables
    }

    /// Reads a query.
    init(of text: String, _ syntax: QuerySyntax, in part: QueryPart) {
        switch syntax {
        case .jsonata: self.init(expression: text, in: part)
        case .path: self.init(path: text) { _ in true }
        case .reference, .operand: self.init(path: text, where: \.path.isDefinite)
        case .resultPath:
            self.init(path: text) { path in
                path.root == .input && path.path.steps.allSatisfy { ReferenceStep($0) != nil }
            }
        case .pathOrIntrinsic, .templateValue: self.init(pathOrCall: text)
        }
    }
}
