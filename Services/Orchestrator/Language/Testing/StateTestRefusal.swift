/// Why a state cannot be tested as asked, with the code and the words of the API.
package struct StateTestRefusal: Error, Hashable, Sendable {
    /// `ValidationException` or `InvalidDefinition`.
    package let code: String
    package let message: String

    static func invalid(_ message: String) -> StateTestRefusal {
        StateTestRefusal(code: "ValidationException", message: message)
    }

    static func definition(_ message: String) -> StateTestRefusal {
        StateTestRefusal(code: "InvalidDefinition", message: message)
    }
}
