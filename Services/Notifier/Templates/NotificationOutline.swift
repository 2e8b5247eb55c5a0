import MeshCore
import NotifierAPI

/// Whom a notification reaches and by which words, with all that has to be looked up: what is left is what it tells of.
struct NotificationOutline: Sendable {
    /// Where it goes for a recipient on a channel.
    struct Target: Sendable {
        let recipient: NotificationRecipient
        let channel: NotificationChannel
        let address: String
        /// The language that they read.
        let locale: String?
        /// Not before this moment.
        let earliest: Timestamp?
    }

    /// What is said, and where that is from: the request's own words, or those of a template.
    enum Wording: Sendable {
        case content(NotificationContent)
        case template(name: String, TemplateShelf)
    }

    let tenant: String
    let category: String
    let targets: [Target]
    let wording: Wording

    /// The deliveries that tell of something.
    ///
    /// - Parameters:
    ///   - key: What it tells of.
    ///   - values: What the template's places are filled with.
    ///   - now: The wall clock.
    func deliveries(key: String, values: JSONValue?, at now: Timestamp) -> [NewDelivery] {
        var written: [String: (content: NotificationContent, source: String?)] = [:]
        return targets.map { target in
            let said = written[target.locale ?? ""] ?? words(values, in: target.locale)
            written[target.locale ?? ""] = said
            return NewDelivery(
                id: .make(), tenant: tenant, key: key, category: category, channel: target.channel,
                recipient: target.address, name: target.recipient.name, account: target.recipient.account,
                locale: target.locale, content: said.content, source: said.source,
                due: max(now, target.earliest ?? now))
        }
    }

    private func words(_ values: JSONValue?, in locale: String?) -> (content: NotificationContent, source: String?) {
        switch wording {
        case .content(let content): return (content, nil)
        case .template(let name, let shelf):
            let version = shelf.version(for: locale)
            let source = "template \(name), \(version.locale), version \(version.version)"
            // It was read when it was kept.
            guard let template = try? NotificationTemplate(version.content) else { return (version.content, source) }
            return (template.fill(values, in: version.locale), source)
        }
    }
}
