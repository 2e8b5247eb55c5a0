/// Brings wordings of mails to the notifier.
struct MailTemplateDesk: Sendable {
    let client: GatewayClient

    private struct Versions: Decodable {
        var items: [Version]
    }

    private struct Version: Decodable {
        var locale: String
        var version: Int
        var content: MailTemplate.Content
    }

    /// Makes the newest version of a wording what its files say.
    ///
    /// - Throws: ``CommandFailure``.
    func deploy(_ template: MailTemplate) async throws -> FunctionDesk.Change {
        let path = "/v1/notifications/templates/\(template.name)"
        let known = try await client.find(path, as: Versions.self)?.items.first { $0.locale == template.locale }
        guard known?.content != template.content else { return .unchanged }
        _ = try await client.put("\(path)/\(template.locale)", template.content, as: Version.self)
        return known == nil ? .created : .updated
    }
}
