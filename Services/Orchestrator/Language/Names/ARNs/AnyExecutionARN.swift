/// The ARN of an execution, of whichever kind its state machine is: operations on executions take both.
package enum AnyExecutionARN: Hashable, Sendable {
    case standard(ExecutionARN)
    case express(ExpressExecutionARN)

    /// Reads an ARN.
    ///
    /// - Throws: ``NameError/invalidARN(_:)``.
    package init(_ text: String) throws(NameError) {
        let fields = try ARNFields(text, types: ["execution", "express"])
        self = fields.type == "express" ? .express(try ExpressExecutionARN(text)) : .standard(try ExecutionARN(text))
    }

    package var machine: StatesName {
        switch self {
        case .standard(let arn): arn.machine
        case .express(let arn): arn.machine
        }
    }

    package var name: StatesName {
        switch self {
        case .standard(let arn): arn.name
        case .express(let arn): arn.name
        }
    }
}
