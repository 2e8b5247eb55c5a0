import FoundationEssentials
import MeshRuntime
import NotifierMail

/// How the settings of mail are written.
enum MailSettings {
    private static let schemes: [Substring: (security: SMTPSecurity, port: Int)] = [
        "smtp": (.opportunistic, 25), "smtp+starttls": (.required, 587), "smtps": (.implicit, 465),
        "smtp+plain": (.none, 25),
    ]

    /// `Name <address>`, or an address alone.
    static func mailbox(_ text: String) -> Mailbox? {
        guard text.hasSuffix(">"), let angle = text.lastIndex(of: "<") else {
            return MailAddress(text).map { Mailbox($0) }
        }
        guard let address = MailAddress(String(text[text.index(after: angle)...].dropLast())) else { return nil }
        let words = text[..<angle].split(separator: " ")
        return Mailbox(address, name: words.isEmpty ? nil : words.joined(separator: " "))
    }

    /// `smtp://host:port`.
    static func server(_ text: String, greeting: String) -> SMTPServer? {
        guard let colon = text.firstRange(of: "://"), let scheme = schemes[text[..<colon.lowerBound]] else {
            return nil
        }
        var host = text[colon.upperBound...]
        var port: Int? = scheme.port
        if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") {
            port = Int(host[host.index(after: colon)...])
            host = host[..<colon]
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard let port, (1...65_535).contains(port), !host.isEmpty, !host.contains("/") else { return nil }
        return SMTPServer(
            host: String(host), port: port, session: SMTPSettings(greeting: greeting, security: scheme.security))
    }

    /// Lines of `HOST NAME PASSWORD`, by their hosts.
    ///
    /// - Throws: `ConfigurationError` when the file cannot be read.
    static func credentials(_ file: String) throws(ConfigurationError) -> [String: SMTPCredentials] {
        var found: [String: SMTPCredentials] = [:]
        for line in try text(of: file, for: "mail.credentials").split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            guard !line.hasPrefix("#") else { continue }
            guard words.count == 3 else {
                throw ConfigurationError("mail.credentials: lines of HOST NAME PASSWORD are expected in \(file)")
            }
            found[words[0]] = SMTPCredentials(name: words[1], password: words[2])
        }
        return found
    }

    /// `DOMAIN:SELECTOR:FILE`.
    ///
    /// - Throws: `ConfigurationError`.
    static func signer(_ text: String) throws(ConfigurationError) -> DKIMSigner {
        let parts = text.split(separator: ":", maxSplits: 2).map(String.init)
        guard parts.count == 3 else {
            throw ConfigurationError("mail.dkim: DOMAIN:SELECTOR:FILE is expected, not \(text)")
        }
        do {
            return DKIMSigner(
                domain: parts[0], selector: parts[1],
                key: try DKIMKey(pem: try Self.text(of: parts[2], for: "mail.dkim")))
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw ConfigurationError("mail.dkim: an RSA or Ed25519 key in PEM is expected in \(parts[2])")
        }
    }

    /// What is in a file that a setting names.
    ///
    /// - Throws: `ConfigurationError` when it cannot be read.
    static func text(of file: String, for key: String) throws(ConfigurationError) -> String {
        do {
            return try String(contentsOfFile: file, encoding: .utf8)
        } catch {
            throw ConfigurationError("\(key): \(file) cannot be read")
        }
    }
}
