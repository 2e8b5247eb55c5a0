package import MeshCore

/// Asks for an account: `POST /v1/accounts`.
package struct CreateAccount: Codable, Sendable, Equatable {
    /// Told apart without regard to case; white space around it is dropped.
    package var email: String
    /// 8 to 256 characters, used exactly as received.
    package var password: String
    /// How the person wants to be called.
    package var name: String?

    package init(email: String, password: String, name: String? = nil) {
        self.email = email
        self.password = password
        self.name = name
    }
}

extension CreateAccount: Described {
    /// The addresses that are taken, as a pattern: a dot-atom and a domain name of two labels at least, with white space around it.
    private static let emailPattern: String = {
        let atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
        let label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
        let top = "[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
        return "^[ \\t\\r\\n]*\(atom)(\\.\(atom))*@(\(label)\\.)+\(top)[ \\t\\r\\n]*$"
    }()

    package static let schema = JSONSchema.object(
        "CreateAccount", description: "Asks for an account.",
        [
            .required(
                "email",
                .string(
                    5...254, pattern: emailPattern,
                    description: "The e-mail address; two that differ in case only are one."
                )
                .example("ann@example.com")),
            .required(
                "password",
                .string(
                    8...256, pattern: #"^[^\u0000]*[^0\u0000][^\u0000]*$"#,
                    description:
                        "Any characters but NUL, used exactly as received; zeros alone, the address itself and the commonest "
                        + "passwords are refused."
                ).example("a walk along the canal")),
            .optional(
                "name",
                .string(
                    1...200, pattern: #"^[^\u0000-\u001F\u007F]*$"#, description: "How the person wants to be called."
                )
                .example("Ann")),
        ])
}
