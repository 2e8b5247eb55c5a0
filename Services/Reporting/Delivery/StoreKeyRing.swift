import Foundation

/// The operator's keys of S3-compatible stores, by the names under which schedules refer to them.
///
/// A file in the form of AWS's shared credentials (`[name]`, `aws_access_key_id = …`, `aws_secret_access_key = …`), read anew for
/// each upload, so that keys can be replaced. The profile `environment` stands for the process's own `AWS_ACCESS_KEY_ID`,
/// `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
struct StoreKeyRing: Sendable {
    /// Nil when the operator has named none.
    let path: String?
    private let environment: StoreKeys?

    static let environmentProfile = "environment"

    init(path: String?, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.path = path
        self.environment = Self.keys(
            environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"], environment["AWS_SESSION_TOKEN"])
    }

    /// The keys of a profile.
    ///
    /// - Throws: ``DeliveryFailure`` when there are none.
    func keys(of profile: String) throws(DeliveryFailure) -> StoreKeys {
        if profile == Self.environmentProfile {
            guard let environment else {
                throw .again("Reporting's environment has no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
            }
            return environment
        }
        guard let path else {
            throw .again("The operator has named no file with keys (delivery.credentials).")
        }
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw .again("The operator's file with keys cannot be read.")
        }
        let values = Self.members(of: profile, in: text)
        guard
            let keys = Self.keys(
                values["aws_access_key_id"], values["aws_secret_access_key"], values["aws_session_token"])
        else { throw .again("The operator's file has no keys under the name \(profile).") }
        return keys
    }

    private static func keys(_ id: String?, _ secret: String?, _ token: String?) -> StoreKeys? {
        guard let id, !id.isEmpty, let secret, !secret.isEmpty else { return nil }
        return StoreKeys(
            accessKeyID: id, secretAccessKey: secret, sessionToken: token.flatMap { $0.isEmpty ? nil : $0 })
    }

    private static func members(of profile: String, in text: String) -> [String: String] {
        var values: [String: String] = [:]
        var isWanted = false
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("[") {
                isWanted = line == "[\(profile)]"
            } else if isWanted, !line.hasPrefix("#"), let mark = line.firstIndex(of: "=") {
                let name = line[..<mark].trimmingCharacters(in: .whitespaces).lowercased()
                values[name] = line[line.index(after: mark)...].trimmingCharacters(in: .whitespaces)
            }
        }
        return values
    }
}
