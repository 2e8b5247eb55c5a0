/// The campaigns by which visits came, by the numbers of what events say of their visits.
struct CampaignNumbers {
    /// 0 for none.
    private let numbers: [UInt32]

    init(_ tables: EventTables) {
        var campaigns = Numbered<[EventProperty]>()
        _ = campaigns.number(of: [])
        numbers = tables.visits.all.map { properties in
            campaigns.number(of: properties.filter { Dimension.campaign.contains($0.dimension) })
        }
    }

    /// Whether an event tells of a campaign, and of another one.
    func isOther(_ visit: UInt32, than first: UInt32) -> Bool {
        numbers[Int(visit)] != 0 && numbers[Int(visit)] != numbers[Int(first)]
    }
}
