import CArgon2

/// Why libargon2 computed no hash: too little memory, or parameters outside of its limits.
struct Argon2Failure: Error, Equatable, CustomStringConvertible {
    /// One of `Argon2_ErrorCodes`.
    let code: Int32

    var description: String {
        let words = unsafe argon2_error_message(code)
        return unsafe "Argon2 failed: \(words.map { unsafe String(cString: $0) } ?? "code \(code)")"
    }
}
