/// How a session with a server is to be.
package struct SMTPSettings: Hashable, Sendable {
    /// The name that is said to servers: that of this machine, as the world knows it, or an address literal.
    package var greeting: String
    package var security: SMTPSecurity
    package var credentials: SMTPCredentials?

    package init(greeting: String, security: SMTPSecurity, credentials: SMTPCredentials? = nil) {
        self.greeting = greeting
        self.security = security
        self.credentials = credentials
    }
}
