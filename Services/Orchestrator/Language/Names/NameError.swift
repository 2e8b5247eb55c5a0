/// Why a text is no name, or no ARN, of Step Functions.
package enum NameError: Error, Hashable, Sendable {
    /// What a person wants to call something has marks that names must not have.
    case invalidName(String)
    /// The text is no ARN of what was asked for.
    case invalidARN(String)

    /// The code of AWS's error.
    package var code: String {
        switch self {
        case .invalidName: "InvalidName"
        case .invalidARN: "InvalidArn"
        }
    }

    /// The message of AWS's error.
    package var message: String {
        switch self {
        case .invalidName(let name): "Invalid Name: '\(name)'"
        case .invalidARN(let detail): "Invalid Arn: '\(detail)'"
        }
    }
}

extension NameError: CustomStringConvertible {
    package var description: String { "\(code): \(message)" }
}
