/// How a connection to a server is secured.
package enum SMTPSecurity: String, Hashable, Sendable, CaseIterable {
    /// TLS from the first byte on (RFC 8314, section 3.3; port 465).
    case implicit
    /// STARTTLS (RFC 3207); a server without it gets nothing.
    case required
    /// STARTTLS where the server has it.
    case opportunistic
    /// None: for servers on this machine.
    case none
}
