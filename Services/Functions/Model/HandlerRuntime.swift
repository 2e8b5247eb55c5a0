/// How the handlers of a version are started.
enum HandlerRuntime: String, Sendable, Hashable, Codable {
    case providedAL2023 = "provided.al2023"
    case providedAL2 = "provided.al2"
    case python310 = "python3.10"
    case python311 = "python3.11"
    case python312 = "python3.12"
    case python313 = "python3.13"
    case python314 = "python3.14"

    /// Whether the code brings its own `bootstrap`, or is a module for Python.
    var isPython: Bool {
        switch self {
        case .providedAL2023, .providedAL2: false
        case .python310, .python311, .python312, .python313, .python314: true
        }
    }
}
