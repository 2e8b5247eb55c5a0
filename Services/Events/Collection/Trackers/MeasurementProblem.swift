import MeshCore

/// One thing that the Measurement Protocol's validation finds.
struct MeasurementProblem: Hashable, Sendable {
    /// The kinds that the protocol's reference lists.
    enum Code: String, Hashable, Sendable {
        case valueInvalid = "VALUE_INVALID"
        case valueRequired = "VALUE_REQUIRED"
        case nameInvalid = "NAME_INVALID"
        case nameReserved = "NAME_RESERVED"
        case valueOutOfBounds = "VALUE_OUT_OF_BOUNDS"
        case exceededMaxEntities = "EXCEEDED_MAX_ENTITIES"
    }

    var code: Code
    var field: String
    var message: String

    var rejection: Rejection {
        let kind: Rejection.Code =
            switch code {
            case .valueInvalid, .nameInvalid, .nameReserved, .valueOutOfBounds: .invalidField
            case .valueRequired: .missingField
            case .exceededMaxEntities: .tooMany
            }
        return Rejection(kind, field: field, message)
    }

    /// The problem as the validation server tells it.
    var json: JSONValue {
        ["fieldPath": .string(field), "description": .string(message), "validationCode": .string(code.rawValue)]
    }
}
