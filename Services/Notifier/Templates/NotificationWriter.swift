import MeshCore
import NotifierAPI
import NotifierMail

/// Makes deliveries of a request: what is said to each recipient is settled then, by the templates as they are.
struct NotificationWriter: Sendable {
    let store: NotifierStore

    /// Whose notifications they are where nobody said.
    private static let standardTenant = "shop"

    /// The deliveries of a request, one for each recipient and channel.
    ///
    /// - Throws: ``NotifierError``, naming the member that is wrong; `StoreError`.
    func deliveries(_ request: SendNotification, at now: Timestamp) async throws -> [NewDelivery] {
        if let values = request.values, values.objectValue == nil {
            throw NotifierError.invalid("values", "An object is expected.")
        }
        var wallTime: WallTime?
        if let text = request.notBeforeLocal {
            wallTime = WallTime(text)
            guard wallTime != nil else {
                throw NotifierError.invalid("notBeforeLocal", "A day and a time such as 2026-11-24T08:00 are expected.")
            }
        }
        let readers = try await store.readers(Set(request.recipients.compactMap(\.account)))
        let wording = try await wording(request)
        var written: [String: (content: NotificationContent, source: String?)] = [:]
        var errors: [FieldError] = []
        var deliveries: [NewDelivery] = []
        for (index, recipient) in request.recipients.enumerated() {
            let reader = recipient.account.flatMap { readers[$0] }
            let locale = reader?.locale ?? recipient.locale
            let said = written[locale ?? ""] ?? wording(locale)
            written[locale ?? ""] = said
            let morning = wallTime?.moment(in: reader?.zone.flatMap { store.zones.rules(named: $0) } ?? .utc)
            for channel in request.channels {
                for target in try targets(recipient, channel, at: index, &errors) {
                    let delivery = NewDelivery(
                        id: .make(), tenant: request.tenant ?? Self.standardTenant, key: request.key,
                        category: request.category, channel: channel, recipient: target, name: recipient.name,
                        account: recipient.account, locale: locale, content: said.content,
                        source: said.source, due: max(now, request.notBefore ?? now, morning ?? now))
                    deliveries.append(delivery)
                }
            }
        }
        guard errors.isEmpty else { throw NotifierError.invalid(errors) }
        return deliveries
    }

    /// What is said, by language.
    private func wording(
        _ request: SendNotification
    ) async throws -> (String?) -> (content: NotificationContent, source: String?) {
        switch (request.content, request.template) {
        case (let content?, nil): return { _ in (content, nil) }
        case (nil, let name?):
            let shelf = try TemplateShelf(try await store.templates(name))
            return { locale in
                let version = shelf.version(for: locale)
                let source = "template \(name), \(version.locale), version \(version.version)"
                // It was read when it was kept.
                guard let template = try? NotificationTemplate(version.content) else {
                    return (version.content, source)
                }
                return (template.fill(request.values, in: version.locale), source)
            }
        case (nil, nil), (_?, _?):
            throw NotifierError.invalid("content", "Give either content or template.", code: "choice")
        }
    }

    /// Where a channel reaches a recipient: empty when it does not, which is an error of the request unless it is only that the
    /// account has no endpoint.
    private func targets(
        _ recipient: NotificationRecipient, _ channel: NotificationChannel, at index: Int, _ errors: inout [FieldError]
    ) throws -> [String] {
        switch channel {
        case .inbox, .webhook, .push:
            if let account = recipient.account {
                return channel == .inbox
                    ? [account] : try store.endpoints(of: account, channel).map(\.id.description)
            }
            errors.append(
                FieldError(
                    field: "recipients[\(index)].account", code: "required",
                    message: "Inboxes, webhooks and browsers are an account's."))
        case .email:
            if let address = recipient.email.flatMap({ MailAddress($0) }) { return [address.text] }
            errors.append(
                FieldError(
                    field: "recipients[\(index)].email", code: recipient.email == nil ? "required" : "invalid",
                    message: "An address of mail is expected."))
        case .sms:
            if let phone = recipient.phone { return [phone] }
            errors.append(
                FieldError(
                    field: "recipients[\(index)].phone", code: "required", message: "A telephone number is expected."))
        }
        return []
    }
}
