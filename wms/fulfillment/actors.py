"""Who acts where a saga, or what watches the sagas, acts by itself."""

from wms.kernel.actors import system_actor

ACTOR = system_actor("fulfillment")
