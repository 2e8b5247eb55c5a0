extension QueryReading {
    /// Reads a path of which something must hold.
    init(path text: String, where isReference: (StatePath) -> Bool) {
        guard text.hasPrefix("$") else {
            self.init(fault: .notRooted)
            return
        }
        do {
            let path = try StatePath(text)
            self.init(fault: isReference(path) ? nil : .notReference, variables: path.variables)
        } catch {
            self.init(fault: .malformed)
        }
    }

    /// Reads a path, or the call of an intrinsic function.
    init(pathOrCall text: String) {
        do {
            switch try PathExpression(text).kind {
            case .path(let path): self.init(variables: path.variables)
            case .call(let call): self.init(variables: call.variables)
            }
        } catch {
            self.init(fault: .malformed)
        }
    }
}

extension StatePath {
    /// The variable that the path starts from, if it does from one.
    fileprivate var variables: [String] {
        guard case .variable(let name) = root else { return [] }
        return [name]
    }
}

extension IntrinsicCall {
    /// The variables that the arguments start from.
    fileprivate var variables: [String] {
        arguments.flatMap { argument -> [String] in
            switch argument {
            case .text, .literal: []
            case .path(let path): path.variables
            case .call(let call): call.variables
            }
        }
    }
}
