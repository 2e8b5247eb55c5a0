/// What a function's folder says of it in `function.json`; what it leaves out has a default.
struct FunctionManifest: Decodable, Sendable, Equatable {
    /// The function's name; that of the folder when it is absent.
    var name: String?
    /// `provided.al2023`, or a Python.
    var runtime: String
    /// `module.function` for Python; a `bootstrap` gets it in `_HANDLER`.
    var handler: String?
    /// A program of this repository that becomes the function's `bootstrap` (`encode-title`).
    var program: String?
    var description: String?
    /// Seconds; 30 when it is absent.
    var timeout: Int?
    /// MiB; 256 when it is absent.
    var memory: Int?
    var environment: [String: String]?
    /// Calls at once at most.
    var concurrency: Int?
}
