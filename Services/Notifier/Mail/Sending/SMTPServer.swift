/// A server that takes mails, and how it is to be talked to.
package struct SMTPServer: Hashable, Sendable {
    package var host: String
    package var port: Int
    package var session: SMTPSettings
    /// A file of certificates in PEM that the server's is proved by; nil for those of the system.
    package var trustFile: String?
    /// What each time of ``SMTPPhase/limit`` is cut to.
    package var patience: Duration
    /// Connections at once.
    package var connections: Int
    /// Mails after which a connection is made anew: many servers end it by then.
    package var mailsPerConnection: Int
    /// How long a connection is kept without a mail.
    package var idleTime: Duration

    package init(host: String, port: Int, session: SMTPSettings) {
        self.host = host
        self.port = port
        self.session = session
        patience = .seconds(10 * 60)
        connections = 8
        mailsPerConnection = 1000
        idleTime = .seconds(10)
    }
}
