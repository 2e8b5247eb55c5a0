/// The groups of Google Analytics 4's default channel grouping, decided in its order.
enum DefaultChannel: String, Hashable, Sendable, CaseIterable {
    case direct = "Direct"
    case crossNetwork = "Cross-network"
    case paidShopping = "Paid Shopping"
    case paidSearch = "Paid Search"
    case paidSocial = "Paid Social"
    case paidVideo = "Paid Video"
    case display = "Display"
    case paidOther = "Paid Other"
    case organicShopping = "Organic Shopping"
    case organicSocial = "Organic Social"
    case organicVideo = "Organic Video"
    case organicSearch = "Organic Search"
    case referral = "Referral"
    case email = "Email"
    case affiliates = "Affiliates"
    case audio = "Audio"
    case sms = "SMS"
    case mobilePush = "Mobile Push Notifications"
    case unassigned = "Unassigned"

    /// - Parameters:
    ///   - traffic: Source and medium, in any case.
    ///   - campaign: The campaign's name.
    init(_ traffic: TrafficSource, campaign: String?) {
        let source = traffic.source.lowercased()
        let medium = traffic.medium.lowercased()
        let campaign = campaign?.lowercased() ?? ""
        if source == "(direct)", ["(not set)", "(none)"].contains(medium) {
            self = .direct
        } else if campaign.contains("cross-network") {
            self = .crossNetwork
        } else if Self.isPaid(medium) {
            self = Self.paid(source, medium, campaign)
        } else {
            self = Self.unpaid(source, medium, campaign)
        }
    }

    /// The medium as the pattern `^(.*cp.*|ppc|retargeting|paid.*)$` takes it.
    private static func isPaid(_ medium: String) -> Bool {
        medium.contains("cp") || medium == "ppc" || medium == "retargeting" || medium.hasPrefix("paid")
    }

    private static func paid(_ source: String, _ medium: String, _ campaign: String) -> DefaultChannel {
        let category = SourceCategory.of(source)
        if category == .shopping || isShopping(campaign) { return .paidShopping }
        switch category {
        case .search: return .paidSearch
        case .social: return .paidSocial
        case .video: return .paidVideo
        case .shopping, nil: return medium == "cpm" ? .display : .paidOther
        }
    }

    private static func unpaid(_ source: String, _ medium: String, _ campaign: String) -> DefaultChannel {
        let category = SourceCategory.of(source)
        let mails = ["email", "e-mail", "e_mail", "e mail"]
        let social = ["social", "social-network", "social-media", "sm", "social network", "social media"]
        if ["display", "banner", "expandable", "interstitial"].contains(medium) { return .display }
        if category == .shopping || isShopping(campaign) { return .organicShopping }
        if category == .social || social.contains(medium) { return .organicSocial }
        if category == .video || medium.contains("video") { return .organicVideo }
        if category == .search || medium == "organic" { return .organicSearch }
        if ["referral", "app", "link"].contains(medium) { return .referral }
        if mails.contains(source) || mails.contains(medium) { return .email }
        if medium == "affiliate" || medium == "affiliates" { return .affiliates }
        if medium == "audio" { return .audio }
        if source == "sms" || medium == "sms" { return .sms }
        if medium.hasSuffix("push") || medium.contains("mobile") || medium.contains("notification")
            || source == "firebase"
        {
            return .mobilePush
        }
        return .unassigned
    }

    /// A campaign's name as the pattern `^(.*(([^a-df-z]|^)shop|shopping).*)$` takes it: "shop" at the start, or behind
    /// anything but a letter other than e; or "shopping" anywhere.
    private static func isShopping(_ campaign: String) -> Bool {
        if campaign.contains("shopping") { return true }
        return campaign.ranges(of: "shop").contains { range in
            guard range.lowerBound > campaign.startIndex else { return true }
            let before = campaign[campaign.index(before: range.lowerBound)]
            return before == "e" || !("a"..."z").contains(before)
        }
    }
}
