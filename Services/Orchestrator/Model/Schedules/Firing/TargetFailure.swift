/// Why a call of a target failed.
struct TargetFailure: Hashable, Sendable {
    /// The target's word for it: `States.ExecutionLimitExceeded`, `ThrottlingException`, `504`.
    let code: String
    let message: String

    init(code: String, message: String) {
        self.code = code
        self.message = message
    }
}
