import MeshCore

/// A parameter's value after validation.
enum ParameterValue: Sendable, Equatable {
    case integer(Int)
    case string(String)
    case boolean(Bool)
    case timestamp(Timestamp)
    case list([ParameterValue])
}
