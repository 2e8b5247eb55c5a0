/// Why a request cannot be what its operation takes, before anybody looks what it means.
package enum RequestFault: Error, Hashable, Sendable {
    /// A member is of another type than it must be.
    case serialization(String)
    /// Members are not within their bounds.
    case validation(String)

    /// The code of AWS's error.
    package var code: String {
        switch self {
        case .serialization: "SerializationException"
        case .validation: "ValidationException"
        }
    }

    /// The message of AWS's error.
    package var message: String {
        switch self {
        case .serialization(let message), .validation(let message): message
        }
    }
}
