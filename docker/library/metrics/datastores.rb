# How full the datastores are. Those whose room is the hosts' own have none here.
class Datastores
  TYPES = %w[IMAGE SYSTEM FILE BACKUP].freeze
  AMOUNTS = {
    total_bytes: ['Room of the datastore', 'TOTAL_MB'],
    used_bytes: ['Room that is taken', 'USED_MB'],
    free_bytes: ['Room that is left', 'FREE_MB']
  }.freeze

  def initialize(oned)
    @oned = oned
  end

  def measure(exposition)
    stores = @oned.document('one.datastorepool.info').xpath('/DATASTORE_POOL/DATASTORE')
    exposition.gauge('datastore_total', 'Datastores that OpenNebula knows', stores.size)
    stores.each { |store| measure_one(exposition, store) }
  end

  private

  def measure_one(exposition, store)
    labels = { one_datastore_id: store.at_xpath('ID').text, one_datastore_name: store.at_xpath('NAME').text,
               one_datastore_type: TYPES.fetch(store.at_xpath('TYPE').text.to_i, 'OTHER') }
    AMOUNTS.each do |name, (help, key)|
      exposition.gauge("datastore_#{name}", help, store.at_xpath(key).text.to_i * 1024 * 1024, **labels)
    end
    exposition.gauge('datastore_images', 'Images in the datastore', store.xpath('IMAGES/ID').size, **labels)
  end
end
