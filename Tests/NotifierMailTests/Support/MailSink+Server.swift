import MailSink

@testable import NotifierMail

extension MailSink {
    /// How it is talked to.
    func server(_ security: SMTPSecurity = .none, credentials: SMTPCredentials? = nil) -> SMTPServer {
        SMTPServer(
            host: "localhost", port: port,
            session: SMTPSettings(greeting: "client.example", security: security, credentials: credentials))
    }
}
