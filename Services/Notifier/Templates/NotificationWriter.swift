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
        return try await outline(of: request).deliveries(key: request.key, values: request.values, at: now)
    }

    /// Whom a request reaches, and by which words; what it tells of is left open.
    ///
    /// - Throws: ``NotifierError``, naming the member that is wrong; `StoreError`.
    func outline(of request: SendNotification) async throws -> NotificationOutline {
        var wallTime: WallTime?
        if let text = request.notBeforeLocal {
            wallTime = WallTime(text)
            guard wallTime != nil else {
                throw NotifierError.invalid("notBeforeLocal", "A day and a time such as 2026-11-24T08:00 are expected.")
            }
        }
        let wording = try await wording(request)
        let readers = try await store.readers(Set(request.recipients.compactMap(\.account)))
        var errors: [FieldError] = []
        var targets: [NotificationOutline.Target] = []
        for (index, recipient) in request.recipients.enumerated() {
            let reader = recipient.account.flatMap { readers[$0] }
            let morning = wallTime?.moment(in: reader?.zone.flatMap { store.zones.rules(named: $0) } ?? .utc)
            let earliest = [request.notBefore, morning].compactMap(\.self).max()
            for channel in request.channels {
                for address in try addresses(recipient, channel, at: index, &errors) {
                    targets.append(
                        NotificationOutline.Target(
                            recipient: recipient, channel: channel, address: address,
                            locale: reader?.locale ?? recipient.locale, earliest: earliest))
                }
            }
        }
        guard errors.isEmpty else { throw NotifierError.invalid(errors) }
        return NotificationOutline(
            tenant: request.tenant ?? Self.standardTenant, category: request.category, targets: targets,
            wording: wording)
    }

    /// What is said, by language.
    private func wording(_ request: SendNotification) async throws -> NotificationOutline.Wording {
        switch (request.content, request.template) {
        case (let content?, nil): return .content(content)
        case (nil, let name?): return .template(name: name, try TemplateShelf(try await store.templates(name)))
        case (nil, nil), (_?, _?):
            throw NotifierError.invalid("content", "Give either content or template.", code: "choice")
        }
    }

    /// Where a channel reaches a recipient: empty when it does not, which is an error of the request unless it is only that the
    /// account has no endpoint.
    private func addresses(
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
